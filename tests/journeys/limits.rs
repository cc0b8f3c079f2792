//! Limits of an account are kept by the core, whatever the window does.

use song::ConnectionId;
use studio::{ActionRequest, ConnectionOptions, ErrorCode, LedgerGroup, LedgerQuery, Money, Quote, Warning};
use tests::rig::{Rig, connect, short_song_on, wait_for};

async fn limit(rig: &Rig, connection: &ConnectionId, click: Option<f64>, day: Option<f64>) {
    let options = ConnectionOptions { click_limit: click, daily_budget: day, ..ConnectionOptions::NONE };
    rig.studio.set_connection_options(connection.clone(), options).await.unwrap();
}

async fn quote(rig: &Rig, song: &song::SongId) -> Quote {
    rig.studio.quote(ActionRequest::Generate { song: song.clone() }).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_passes_a_limit_needs_the_word_of_its_own_quote() {
    let rig = Rig::new().await;
    let connection = connect(&rig, practice::WIRE_FORMATS[0]).await;
    let song = short_song_on(&rig, &connection).await;
    limit(&rig, &connection.id, Some(0.1), None).await;
    let (first, second) = (quote(&rig, &song).await, quote(&rig, &song).await);
    assert!(first.warnings.contains(&Warning::OverClickLimit { limit: 0.1 }));
    for word in [None, Some("yes".to_owned()), second.confirmation.clone()] {
        let refused = rig.studio.start_confirmed(first.quote_id.clone(), word).await.unwrap_err();
        assert_eq!((refused.code, refused.money), (ErrorCode::OverLimit, Some(Money::NotSpent)));
    }
    assert!(rig.practice.requests().is_empty(), "nothing was sent");
    let started = rig.studio.start_confirmed(first.quote_id.clone(), first.confirmation).await;
    assert!(started.is_ok(), "a refused start does not use the quote up");
    let again = rig.studio.start_confirmed(first.quote_id, second.confirmation).await.unwrap_err();
    assert_eq!(again.code, ErrorCode::StaleQuote);
    wait_for("the charge", async || (rig.practice.ledger().len() == 1).then_some(())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_clicks_at_once_stay_within_the_budget_of_a_day() {
    let rig = Rig::new().await;
    let connection = connect(&rig, practice::WIRE_FORMATS[0]).await;
    let song = short_song_on(&rig, &connection).await;
    let price = quote(&rig, &song).await.price.expect("a listed price");
    limit(&rig, &connection.id, None, Some(price * 3.0)).await;
    let mut quotes = Vec::new();
    for _ in 0..10 {
        let quote = quote(&rig, &song).await;
        assert!(quote.confirmation.is_none(), "alone each fits");
        quotes.push(quote.quote_id);
    }
    let clicks = quotes.into_iter().map(|quote| {
        let studio = rig.studio.clone();
        tokio::spawn(async move { studio.start(quote).await })
    });
    let mut started = 0;
    for click in clicks.collect::<Vec<_>>() {
        match click.await.unwrap() {
            Ok(_) => started += 1,
            Err(error) => assert_eq!(error.code, ErrorCode::OverLimit),
        }
    }
    assert_eq!(started, 3);
    let late = quote(&rig, &song).await;
    assert!(late.warnings.iter().any(|warning| matches!(warning, Warning::OverDailyBudget { .. })));
    wait_for("three charges", async || (rig.practice.ledger().len() == 3).then_some(())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ledger_agrees_with_the_vendors_own() {
    let rig = Rig::new().await;
    let mine = connect(&rig, practice::WIRE_FORMATS[0]).await;
    for song in [short_song_on(&rig, &mine).await, rig.song("[Verse]\nOne short line to sing\n").await.id] {
        rig.act(ActionRequest::Generate { song }).await.unwrap();
    }
    let query = LedgerQuery { from: 0.0, to: 9e15, group: LedgerGroup::Vendor };
    let ledger = rig.studio.ledger(query).await.unwrap();
    let charged: f64 = rig.practice.ledger().iter().map(|entry| entry.amount).sum();
    assert_eq!(ledger.rows.len(), 2, "play money stands apart");
    assert_eq!(ledger.total[0].spent + ledger.practice[0].spent, charged);
    let words = std::collections::BTreeMap::from([("song".to_owned(), "歌曲".to_owned())]);
    let csv = rig.studio.ledger_csv(query, words).await.unwrap();
    assert!(csv.starts_with('\u{feff}') && csv.contains("歌曲") && csv.contains(",Paper Lanterns,"));
    assert_eq!(csv.lines().count(), 3);
}
