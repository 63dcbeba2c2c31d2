//! Durations.

use crate::fmt;
use crate::iter::Sum;
use crate::ops::{Add, AddAssign, Div, Mul, Sub, SubAssign};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[rustc_diagnostic_item = "Duration"]
pub struct Duration {
    secs: u64,
    nanos: u32,
}
impl Duration {
    pub const ZERO: Duration = Duration { secs: 0, nanos: 0 };
    pub const MAX: Duration = Duration { secs: u64::MAX, nanos: 999_999_999 };
    #[must_use]
    #[rustc_promotable]
    pub const fn new(secs: u64, nanos: u32) -> Duration {
        Duration { secs: secs + (nanos / 1_000_000_000) as u64, nanos: nanos % 1_000_000_000 }
    }
    #[must_use]
    #[rustc_promotable]
    pub const fn from_secs(secs: u64) -> Duration {
        Duration { secs, nanos: 0 }
    }
    #[must_use]
    #[rustc_promotable]
    pub const fn from_millis(millis: u64) -> Duration {
        Duration { secs: millis / 1000, nanos: ((millis % 1000) * 1_000_000) as u32 }
    }
    #[must_use]
    #[rustc_promotable]
    pub const fn from_micros(micros: u64) -> Duration {
        Duration { secs: micros / 1_000_000, nanos: ((micros % 1_000_000) * 1000) as u32 }
    }
    #[must_use]
    #[rustc_promotable]
    pub const fn from_nanos(nanos: u64) -> Duration {
        Duration { secs: nanos / 1_000_000_000, nanos: (nanos % 1_000_000_000) as u32 }
    }
    #[must_use]
    pub fn from_secs_f64(secs: f64) -> Duration {
        Duration::from_nanos((secs * 1e9) as u64)
    }
    #[must_use]
    pub const fn is_zero(&self) -> bool {
        self.secs == 0 && self.nanos == 0
    }
    #[must_use]
    pub const fn as_secs(&self) -> u64 {
        self.secs
    }
    #[must_use]
    pub const fn subsec_millis(&self) -> u32 {
        self.nanos / 1_000_000
    }
    #[must_use]
    pub const fn subsec_micros(&self) -> u32 {
        self.nanos / 1000
    }
    #[must_use]
    pub const fn subsec_nanos(&self) -> u32 {
        self.nanos
    }
    #[must_use]
    pub const fn as_millis(&self) -> u128 {
        self.secs as u128 * 1000 + (self.nanos / 1_000_000) as u128
    }
    #[must_use]
    pub const fn as_micros(&self) -> u128 {
        self.secs as u128 * 1_000_000 + (self.nanos / 1000) as u128
    }
    #[must_use]
    pub const fn as_nanos(&self) -> u128 {
        self.secs as u128 * 1_000_000_000 + self.nanos as u128
    }
    #[must_use]
    pub fn as_secs_f64(&self) -> f64 {
        (self.secs as f64) + (self.nanos as f64) / 1e9
    }
    #[must_use]
    pub fn as_secs_f32(&self) -> f32 {
        self.as_secs_f64() as f32
    }
    #[must_use]
    pub const fn checked_add(self, rhs: Duration) -> Option<Duration> {
        let total = self.as_nanos() + rhs.as_nanos();
        Some(Duration { secs: (total / 1_000_000_000) as u64, nanos: (total % 1_000_000_000) as u32 })
    }
    #[must_use]
    pub const fn checked_sub(self, rhs: Duration) -> Option<Duration> {
        let (a, b) = (self.as_nanos(), rhs.as_nanos());
        if a < b {
            return None;
        }
        Some(Duration { secs: ((a - b) / 1_000_000_000) as u64, nanos: ((a - b) % 1_000_000_000) as u32 })
    }
    #[must_use]
    pub fn mul_f64(self, rhs: f64) -> Duration {
        Duration::from_secs_f64(rhs * self.as_secs_f64())
    }
}
impl Add for Duration {
    type Output = Duration;
    #[track_caller]
    fn add(self, rhs: Duration) -> Duration {
        self.checked_add(rhs).expect("overflow when adding durations")
    }
}
impl AddAssign for Duration {
    #[track_caller]
    fn add_assign(&mut self, rhs: Duration) {
        *self = *self + rhs;
    }
}
impl Sub for Duration {
    type Output = Duration;
    #[track_caller]
    fn sub(self, rhs: Duration) -> Duration {
        self.checked_sub(rhs).expect("overflow when subtracting durations")
    }
}
impl SubAssign for Duration {
    #[track_caller]
    fn sub_assign(&mut self, rhs: Duration) {
        *self = *self - rhs;
    }
}
impl Mul<u32> for Duration {
    type Output = Duration;
    fn mul(self, rhs: u32) -> Duration {
        let total = self.as_nanos() * rhs as u128;
        Duration { secs: (total / 1_000_000_000) as u64, nanos: (total % 1_000_000_000) as u32 }
    }
}
impl Div<u32> for Duration {
    type Output = Duration;
    #[track_caller]
    fn div(self, rhs: u32) -> Duration {
        let total = self.as_nanos() / rhs as u128;
        Duration { secs: (total / 1_000_000_000) as u64, nanos: (total % 1_000_000_000) as u32 }
    }
}
impl Sum for Duration {
    fn sum<I: Iterator<Item = Duration>>(iter: I) -> Duration {
        iter.fold(Duration::ZERO, |a, b| a + b)
    }
}
impl fmt::Debug for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_duration(self.secs, self.nanos, f.precision(), f)
    }
}
/// Writes a duration as `1.5s`, `20ms`, `3µs`, `7ns`.
fn fmt_duration(secs: u64, nanos: u32, precision: Option<usize>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.pad(duration_text(secs, nanos, precision.unwrap_or(usize::MAX)))
}
fn duration_text(secs: u64, nanos: u32, precision: usize) -> &'static str;
