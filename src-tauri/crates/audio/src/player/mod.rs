//! Plays a mix: two threads around [`Transport`], one that reads, one that keeps a device.
//!
//! The device is optional. Without one, or while a lost one is looked for, a clock stands in, so that the
//! transport moves and the screens stay true. Absent: the mix itself (`mix`) and the list of devices
//! (`devices`).

mod clock;
mod stream;
mod supervisor;

use std::ops::Deref;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use crate::devices::{SoundDevice, outputs};
use crate::mix::{Feeder, Mix, Shared, Transport};
use supervisor::{Order, Supervisor};

/// Where sound goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// What the system chooses.
    Default,
    /// The device with this [`SoundDevice::id`].
    Device(String),
    /// Nowhere, in real time: for tests and for machines without sound.
    Null,
}

/// The player: all controls of [`Transport`], and a device to hear it with. No call waits for the device.
pub struct Player {
    transport: Arc<Transport>,
    orders: Sender<Order>,
}

impl Player {
    /// Starts the threads. The device is opened in the background; see
    /// [`PlayerState::output`](crate::PlayerState::output).
    #[must_use]
    pub fn start(output: Output) -> Self {
        let shared = Arc::new(Shared::new());
        let (commands, feeder) = Feeder::new(Arc::clone(&shared));
        let transport = Arc::new(Transport::new(shared, commands));
        let (orders, received) = channel();
        let supervisor = Supervisor::new(Arc::clone(&transport), received, output);
        spawn("audio-feed", move || feeder.run());
        spawn("audio-device", move || supervisor.run());
        Self { transport, orders }
    }

    /// A transport with its reading thread, and what a device of [`DEFAULT_RATE`](crate::mix::DEFAULT_RATE)
    /// would play of it: for measurements that are a device themselves.
    #[must_use]
    pub fn by_hand() -> (Transport, Mix) {
        let shared = Arc::new(Shared::new());
        let (commands, feeder) = Feeder::new(Arc::clone(&shared));
        let transport = Transport::new(shared, commands);
        let mix = Mix::straight(transport.attach(0));
        spawn("audio-feed", move || feeder.run());
        (transport, mix)
    }

    /// Plays through another output from now on, at the same place.
    pub fn set_output(&self, output: Output) {
        if self.orders.send(Order::Use(output)).is_err() {
            tracing::error!("the device thread of the player is gone");
        }
    }

    /// Every output there is. Asks the sound server; may take a moment.
    #[must_use]
    pub fn outputs() -> Vec<SoundDevice> {
        outputs()
    }
}

impl Deref for Player {
    type Target = Transport;
    fn deref(&self) -> &Transport {
        &self.transport
    }
}

/// A named thread. If the system has none left the player stays silent and the recorder deaf, which the log says.
pub(crate) fn spawn(name: &str, work: impl FnOnce() + Send + 'static) {
    if let Err(error) = thread::Builder::new().name(name.to_owned()).spawn(work) {
        tracing::error!(name, %error, "a sound thread cannot be started");
    }
}

#[cfg(test)]
mod tests;
