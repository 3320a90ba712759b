//! What a check and a build cost beside the grammar alone: ratios within one run, on the shipped protocol of 150 lines.
#![expect(clippy::unwrap_used, reason = "a bench stops at the first fault")]

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use needlepoint::model::Library;
use needlepoint::quantity::Day;
use needlepoint::rule::{Asked, Purpose};
use needlepoint::source::Source;
use needlepoint::{emit, first_file, plan, syntax};
use rayon::prelude::*;

const PROTOCOL: &str = include_str!("../protocols/acne-scars-face.needle");

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

criterion_group!(benches, one_file, many_files);
criterion_main!(benches);
