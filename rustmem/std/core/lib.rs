//! The core library, as far as it is modelled.

#[macro_use]
mod macros;

pub mod alloc;
pub mod any;
pub mod array;
pub mod ascii;
mod bool;
pub mod borrow;
pub mod cell;
pub mod char;
pub mod clone;
pub mod cmp;
pub mod convert;
pub mod default;
pub mod error;
pub mod fmt;
pub mod hash;
pub mod hint;
pub mod intrinsics;
pub mod iter;
pub mod marker;
pub mod mem;
pub mod num;
pub mod ops;
pub mod option;
pub mod panic;
pub mod panicking;
pub mod pin;
pub mod prelude;
pub mod ptr;
pub mod result;
pub mod slice;
pub mod str;
pub mod sync;
pub mod time;
pub mod tuple;

pub mod i8 { pub const MIN: i8 = i8::MIN; pub const MAX: i8 = i8::MAX; }
pub mod i16 { pub const MIN: i16 = i16::MIN; pub const MAX: i16 = i16::MAX; }
pub mod i32 { pub const MIN: i32 = i32::MIN; pub const MAX: i32 = i32::MAX; }
pub mod i64 { pub const MIN: i64 = i64::MIN; pub const MAX: i64 = i64::MAX; }
pub mod i128 { pub const MIN: i128 = i128::MIN; pub const MAX: i128 = i128::MAX; }
pub mod isize { pub const MIN: isize = isize::MIN; pub const MAX: isize = isize::MAX; }
pub mod u8 { pub const MIN: u8 = u8::MIN; pub const MAX: u8 = u8::MAX; }
pub mod u16 { pub const MIN: u16 = u16::MIN; pub const MAX: u16 = u16::MAX; }
pub mod u32 { pub const MIN: u32 = u32::MIN; pub const MAX: u32 = u32::MAX; }
pub mod u64 { pub const MIN: u64 = u64::MIN; pub const MAX: u64 = u64::MAX; }
pub mod u128 { pub const MIN: u128 = u128::MIN; pub const MAX: u128 = u128::MAX; }
pub mod usize { pub const MIN: usize = usize::MIN; pub const MAX: usize = usize::MAX; }
pub mod f32 {
    pub const EPSILON: f32 = f32::EPSILON;
    pub const MIN: f32 = f32::MIN;
    pub const MAX: f32 = f32::MAX;
    pub const INFINITY: f32 = f32::INFINITY;
    pub const NEG_INFINITY: f32 = f32::NEG_INFINITY;
    pub const NAN: f32 = f32::NAN;
    pub mod consts {
        pub const PI: f32 = 3.14159265358979323846264338327950288_f32;
        pub const TAU: f32 = 6.28318530717958647692528676655900577_f32;
        pub const E: f32 = 2.71828182845904523536028747135266250_f32;
        pub const SQRT_2: f32 = 1.41421356237309504880168872420969808_f32;
        pub const LN_2: f32 = 0.693147180559945309417232121458176568_f32;
        pub const FRAC_PI_2: f32 = 1.57079632679489661923132169163975144_f32;
    }
}
pub mod f64 {
    pub const EPSILON: f64 = f64::EPSILON;
    pub const MIN: f64 = f64::MIN;
    pub const MAX: f64 = f64::MAX;
    pub const INFINITY: f64 = f64::INFINITY;
    pub const NEG_INFINITY: f64 = f64::NEG_INFINITY;
    pub const NAN: f64 = f64::NAN;
    pub mod consts {
        pub const PI: f64 = 3.14159265358979323846264338327950288_f64;
        pub const TAU: f64 = 6.28318530717958647692528676655900577_f64;
        pub const E: f64 = 2.71828182845904523536028747135266250_f64;
        pub const SQRT_2: f64 = 1.41421356237309504880168872420969808_f64;
        pub const LN_2: f64 = 0.693147180559945309417232121458176568_f64;
        pub const LN_10: f64 = 2.30258509299404568401799145468436421_f64;
        pub const FRAC_PI_2: f64 = 1.57079632679489661923132169163975144_f64;
        pub const FRAC_PI_3: f64 = 1.04719755119659774615421446109316763_f64;
        pub const FRAC_PI_4: f64 = 0.785398163397448309615660845819875721_f64;
        pub const FRAC_PI_6: f64 = 0.52359877559829887307710723054658381_f64;
        pub const FRAC_1_SQRT_2: f64 = 0.707106781186547524400844362104849039_f64;
    }
}
