//! What must hold of anything admitted, said again without the loader's rules.

use std::collections::HashSet;

use needlepoint_loader::{Admitted, Motion, Profile, Sign, Treat};

/// Reads every step as a pen would and holds it to the image's limits and to the pen's.
pub(crate) fn assert_within(admitted: &Admitted<'_>, pen: &Profile<'_>) {
    let limits = admitted.limits();
    assert!(limits.max_depth_um <= pen.max_depth_um);
    assert!(limits.max_speed_rpm <= pen.max_speed_rpm);
    assert!(limits.max_passes <= pen.max_passes);
    assert!(limits.max_session_s <= pen.max_session_s);
    assert_eq!(admitted.device(), pen.device);
    assert!(admitted.cartridges().all(|cartridge| pen.cartridges.contains(&cartridge)));
    assert!(
        admitted
            .prompts()
            .all(|prompt| prompt.caption.len() <= usize::from(pen.caption_bytes) && !prompt.caption.contains(char::is_control))
    );
    assert!(admitted.prompts().len() <= usize::from(pen.prompts));
    assert!(admitted.exceptions().all(|exception| admitted.validity().until <= exception.until && exception.above_um < exception.up_to_um));

    let areas: HashSet<_> = admitted.areas().collect();
    assert_eq!(areas.len(), admitted.areas().len());
    assert!(areas.len() <= usize::from(pen.areas));
    assert!(areas.iter().all(|area| is_name(area)));
    let numbers = HashSet::from(admitted.check_numbers());
    assert!(numbers.len() == 4 && numbers.iter().all(|&number| number < 2048));
    assert!(admitted.exceptions().all(|exception| areas.contains(exception.area)));

    assert!((1..=usize::from(pen.courses)).contains(&admitted.courses().len()));
    assert_eq!(admitted.courses().count(), admitted.courses().len());
    for course in admitted.courses() {
        assert!(is_name(course.name()));
        let spacing = course.spacing();
        assert!(spacing.min_days >= limits.min_interval_days.max(1));
        assert!((spacing.min_days..=spacing.max_days).contains(&spacing.aim_days));
        assert!((1..=pen.sessions).contains(&course.session_count()));
        for number in 1..=course.session_count() {
            let mut steps = course.session(number).unwrap();
            let (mut read, mut seconds) = (0, 0);
            while let Some(step) = steps.next_step() {
                assert_eq!(Some(step.area), admitted.area(step.treat.area_index));
                assert_eq!(Some(step.cartridge), admitted.cartridges().nth(step.treat.cartridge_index.into()));
                assert_step_within(&step.treat, admitted);
                read += 1;
                seconds += u64::from(step.treat.at_most_s);
            }
            assert!((1..=pen.steps).contains(&read));
            assert!(seconds <= u64::from(limits.max_session_s));
        }
        assert!(course.session(course.session_count() + 1).is_none());
    }
}

fn assert_step_within(treat: &Treat<'_>, admitted: &Admitted<'_>) {
    let limits = admitted.limits();
    assert!(1 <= treat.start_um && treat.start_um <= treat.ceiling_um);
    assert!(treat.ceiling_um <= limits.max_depth_um);
    assert!(treat.raise_um > 0 || treat.start_um == treat.ceiling_um);
    assert!((1..=limits.max_passes).contains(&treat.passes.total()));
    assert!((1..=limits.max_speed_rpm).contains(&treat.speed_rpm));
    assert!(!matches!(treat.motion, Motion::Glide { mm_per_s: 0 }));
    assert!(treat.at_most_s > 0);
    assert!(is_name(treat.endpoint));
    assert!(treat.skip().all(is_name));
    assert!(treat.stops().count() > 0);
    assert!(treat.stops().all(|stop| match stop.sign {
        Sign::Bleeding(_) => true,
        Sign::Pain(points) => points <= 10,
        Sign::Named(name) => is_name(name),
    }));
    assert!(treat.only.is_none_or(|only| is_name(only.what)));
    assert_eq!(treat.skip().count(), treat.skip().len());
    assert_eq!(treat.stops().count(), treat.stops().len());
}

fn is_name(name: &str) -> bool {
    let allowed = |letter: char| matches!(letter, 'a'..='z' | '0'..='9' | '-');
    (1..=48).contains(&name.len()) && name.chars().all(allowed)
}
