//! An S3-compatible server in a process of its own: `s3-server FOLDER KEY SECRET`. Prints its port on a line and
//! serves until it is killed or its standard input ends. Buckets are folders.
#![allow(clippy::expect_used, clippy::print_stdout, reason = "a program of the tests")]

use std::io::Read;

use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::S3Result;
use s3s::access::{S3Access, S3AccessContext};
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use tokio::net::TcpListener;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, key, secret] = arguments.as_slice() else { return };
    std::thread::spawn(|| {
        // Ends with whoever started it.
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        std::process::exit(0);
    });
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(serve(folder, key, secret));
}

/// Who asked, and for a bucket that is there: this the files alone do not check.
struct Doorman(std::path::PathBuf);

#[async_trait::async_trait]
impl S3Access for Doorman {
    async fn check(&self, asked: &mut S3AccessContext<'_>) -> S3Result<()> {
        if asked.credentials().is_none() {
            return Err(s3s::s3_error!(AccessDenied));
        }
        match asked.s3_path().get_bucket_name() {
            Some(bucket) if !self.0.join(bucket).is_dir() => Err(s3s::s3_error!(NoSuchBucket)),
            _ => Ok(()),
        }
    }
}

async fn serve(folder: &str, key: &str, secret: &str) {
    let files = s3s_fs::FileSystem::new(folder).expect("the folder is there");
    let mut service = S3ServiceBuilder::new(files);
    service.set_auth(SimpleAuth::from_single(key, secret));
    service.set_access(Doorman(folder.into()));
    let service = service.build();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    println!("{}", listener.local_addr().expect("an address").port());
    loop {
        let (socket, _) = listener.accept().await.expect("a connection");
        let service = service.clone();
        tokio::spawn(async move {
            let builder = Builder::new(TokioExecutor::new());
            // A connection that breaks is the client's business.
            let _ = builder.serve_connection(TokioIo::new(socket), service).await;
        });
    }
}
