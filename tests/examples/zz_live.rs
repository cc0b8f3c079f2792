use practice::{Options, Pace, Practice};
use secrecy::SecretString;
use vendors::conformance::{Live, every_action, live};
#[tokio::main]
async fn main() {
    let only: Vec<String> = std::env::args().skip(1).collect();
    for vendor in vendors::all() {
        let id = vendor.profile().id;
        if !only.is_empty() && !only.iter().any(|o| o == id) {
            continue;
        }
        let options = Options {
            key: "practice-key-0123456789".into(),
            pace: Pace::Fast,
            home: None,
            port: 0,
            credits: 100000.0,
        };
        let practice = Practice::start(options).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let bases: Vec<String> = if id == "gateway" {
            ["gateway", "gateway-stock", "gateway-2026", "gateway-bare", "gateway-full"]
                .map(|d| format!("{}/{d}", practice.url()))
                .into()
        } else if id == "yoyai" {
            vec![practice.url()]
        } else {
            vec![practice.url(), format!("{}/{id}", practice.url())]
        };
        for base in bases {
            let key = SecretString::from("practice-key-0123456789");
            let one = Live { vendor: *vendor, base_url: &base, key: &key, folder: folder.path() };
            println!("{id} {base} live: {:?}", live(one).await);
            println!("{id} {base} every: {:#?}", every_action(one).await);
        }
    }
}
