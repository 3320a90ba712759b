//! What a check and a build cost beside the grammar alone: ratios within one run, on the shipped protocol of 150 lines. And what dates cost, on
//! the longest of the shipped courses.
#![expect(clippy::unwrap_used, reason = "a bench stops at the first fault")]

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use needlepoint::model::Library;
use needlepoint::quantity::{Calendar, Day, OpenHours, Phototype};
use needlepoint::rule::{Asked, Purpose};
use needlepoint::schedule::{Closed, LocalTime, Opening, Start};
use needlepoint::source::Source;
use needlepoint::{emit, first_file, plan, schedule, syntax};
use rayon::prelude::*;

const PROTOCOL: &str = include_str!("../protocols/acne-scars-face.needle");
const TWELVE_SESSIONS: &str = include_str!("../protocols/androgenetic-alopecia-scalp.needle");

fn asked(purpose: Purpose) -> Asked {
    Asked { purpose, today: Day::of(2026, 11, 22).unwrap() }
}

fn one_file(criterion: &mut Criterion) {
    let source = Source::new(first_file(), "acne-scars-face.needle", PROTOCOL);
    let library = Library::builtin();
    let mut group = criterion.benchmark_group("150 lines");
    group.throughput(Throughput::Bytes(PROTOCOL.len().try_into().unwrap()));
    // In work a text is read once, after other work. Each step is measured right after a whole check, so that none is flattered by
    // caches and branches that have just seen the same text go the same way.
    let check = || needlepoint::check(black_box(&source), &library, &asked(Purpose::Lint));
    let each = BatchSize::PerIteration;
    group.bench_function("1 grammar alone", |bencher| {
        bencher.iter_batched(|| drop(check()), |()| syntax::parse_grammar_only(black_box(PROTOCOL)), each);
    });
    group.bench_function("2 parse", |bencher| bencher.iter_batched(|| drop(check()), |()| syntax::parse(black_box(&source)), each));
    group.bench_function("3 check", |bencher| bencher.iter_batched(|| drop(check()), |()| check(), each));
    group.bench_function("1 grammar alone, in a tight loop", |bencher| bencher.iter(|| syntax::parse_grammar_only(black_box(PROTOCOL))));
    group.bench_function("3 check, in a tight loop", |bencher| bencher.iter(check));
    let build = || {
        let answer = needlepoint::check(black_box(&source), &library, &asked(Purpose::Bench));
        let accepted = answer.accepted.unwrap();
        let origins = emit::Origins { clinic: String::new(), texts: vec![emit::Origin { name: "p.needle".to_owned(), sha256: [0; 32] }] };
        emit::image(&plan::lower(&accepted), &plan::stamp(&accepted).unwrap(), &origins).unwrap()
    };
    group.bench_function("4 build an image", |bencher| bencher.iter_batched(|| drop(check()), |()| build(), each));
    group.bench_function("5 the library", |bencher| bencher.iter(Library::builtin));
    group.bench_function("6 the canaries", |bencher| {
        bencher.iter_batched(|| drop(check()), |()| needlepoint::check::ask(&library).unwrap(), each);
    });
    group.finish();
}

fn many_files(criterion: &mut Criterion) {
    let sources: Vec<Source> = (0..1000).map(|number| Source::new(first_file(), format!("{number}.needle"), PROTOCOL)).collect();
    let library = Library::builtin();
    let mut group = criterion.benchmark_group("1000 files of 150 lines");
    group.sample_size(10);
    group.bench_function("check on all cores", |bencher| {
        bencher.iter_batched(
            || &sources,
            |sources| {
                sources.par_iter().map(|source| needlepoint::check(source, &library, &asked(Purpose::Lint)).problems.len()).sum::<usize>()
            },
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

/// From 1 December 2026 or so many days later, in a clinic that is open on weekdays, and closed at Christmas and New Year.
fn start(later: u32) -> Start {
    let day = Day::of(2026, 12, 1).unwrap().after(Calendar::of_days(later)).unwrap();
    let closed = [(2026, 12, 25), (2027, 1, 1), (2027, 12, 24)].map(|(year, month, day)| Closed::on(Day::of(year, month, day).unwrap()));
    let hours = OpenHours::read("monday to friday 08:00 to 18:00").unwrap();
    let opening = Opening { hours: vec![hours], closed: closed.to_vec() };
    let phototype = Phototype::of(2);
    Start { opening, phototype, ..Start::at(LocalTime::of(day, 10, 0).unwrap(), "Europe/Berlin") }
}

fn courses(criterion: &mut Criterion) {
    let source = Source::new(first_file(), "twelve-sessions.needle", TWELVE_SESSIONS);
    let accepted = needlepoint::check(&source, &Library::builtin(), &asked(Purpose::Bench)).accepted.unwrap();
    let plan = plan::lower(&accepted);
    let mut group = criterion.benchmark_group("courses of 12 sessions");
    group.bench_function("1 date one", |bencher| bencher.iter(|| schedule::starting(black_box(&plan), &start(0)).schedule.unwrap()));
    group.sample_size(10);
    let starts: Vec<Start> = (0..10_000).map(|number| start(number / 5 * 7 + number % 5 % 4)).collect();
    group.bench_function("2 date 10 000 on all cores", |bencher| {
        bencher.iter(|| starts.par_iter().filter(|start| schedule::starting(&plan, start).schedule.is_some()).count());
    });
    group.bench_function("3 prove all of them", |bencher| {
        bencher.iter(|| assert!(schedule::prove(black_box(&plan), &start(0)).unwrap().holds()));
    });
    group.finish();
}

criterion_group!(benches, one_file, many_files, courses);
criterion_main!(benches);
