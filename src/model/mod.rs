//! What a protocol means: names are ids, missing and waiting are told apart, and every course stands as it would really be given.
//! Judges nothing but names; what may be accepted is said by `check`.

mod bearing;
mod clinic;
mod course_file;
mod courses;
mod declared;
mod library;
mod marks;
mod names;
mod patient;
mod policy;
mod problem;
mod prompts;
mod protocol;
mod repeats;
mod resolve;
mod skin;
mod stated;
mod steps;

pub use bearing::Bearing;
pub use clinic::{ClinicText, calendar_twice, clinic_not_accepted, join, policy_twice, unknown_zone, unusable_calendar, unusable_policy};
pub use course_file::said as said_of_course;
pub use courses::{AreaPlan, Course, MOST_SESSIONS, Session, Spacing};
pub use declared::Declared;
pub use library::{ATLAS_TEXTS, Calendar, ClinicFacts, ClinicSays, Library};
pub use marks::{MARKS, Mark, demanded};
pub use patient::{patient_data, patient_data_in_file_name};
pub use policy::{Ban, Demand, Direction, PolicyLimits, PolicyLine, PolicyWait, TIGHTENS};
pub use problem::PAGES;
pub use prompts::{Prompt, PromptKind, prompts};
pub use protocol::{
    AftercareSays, Applied, Approval, AreaId, Condition, ConditionId, CourseSays, DeviceChoice, DeviceId, Exception, Forbidden, Header,
    LabelId, Pass, PauseSays, PlanSays, ProductId, Prose, ProseKind, Protocol, Screening, SourceId, Stated, StopRule, TargetSays, Verdict,
    names_somebody, same_person,
};
pub use resolve::{Resolved, resolve};
pub use steps::{CartridgeChoice, Drawn, Given, Numbing, Step, Steps, Used, Worn};
