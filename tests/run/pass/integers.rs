fn main() {
    println!("{:?} {:?} {:?}", 250u8.checked_add(10), 5u8.checked_sub(6), i32::MAX.checked_mul(2));
    println!("{} {} {}", 250u8.wrapping_add(10), i8::MIN.wrapping_neg(), 1u32.wrapping_shl(33));
    println!("{} {} {}", 250u8.saturating_add(10), (-100i8).saturating_sub(100), i32::MIN.saturating_mul(2));
    println!("{:?} {:?} {:?}", 250u8.overflowing_add(10), i32::MAX.overflowing_add(1), 3i32.overflowing_sub(4));
    println!("{} {} {} {}", 2i32.pow(10), (-7i32).rem_euclid(3), -7 / 2, (-7i32).div_euclid(2));
    println!("{} {} {} {}", 40u32.leading_zeros(), 40u32.trailing_zeros(), 0xffu8.count_ones(), 0b1011u8.count_zeros());
    println!("{} {} {:?}", (-5i32).abs(), (-5i32).signum(), (-5i32).checked_abs());
    println!("{} {} {}", 0x12345678u32.swap_bytes(), 1u8.rotate_right(1), 0xf0u8.reverse_bits());
    println!("{:?} {:?}", "42".parse::<u8>(), "-1".parse::<u8>());
    println!("{:?} {:?}", i32::from_str_radix("-ff", 16), u8::from_str_radix("102", 2));
    println!("{:?} {:?} {:?}", u8::try_from(300i32), i8::try_from(-128i64), char::from_u32(0x41));
    println!("{:?} {:?}", 258u16.to_be_bytes(), u32::from_le_bytes([1, 2, 0, 0]));
    println!("{} {} {} {}", 300i32 as u8, -1i32 as u32, 3.99f64 as i32, -1.0f32 as u8);
    println!("{} {} {}", 'a' as u32, 97u8 as char, true as i32);
    println!("{} {} {}", u64::MAX, i128::MIN, usize::BITS);
    println!("{} {} {} {}", 10.min(3), 10.max(3), 15.clamp(0, 10), 7u32.is_power_of_two());
    println!("{} {} {}", 7u32.next_power_of_two(), 17u32.ilog2(), 1000u32.ilog10());
    println!("{} {}", 10u32.abs_diff(15), 16u64.isqrt());
    println!("{} {:.3} {} {} {}", 2f64.powi(3), 2f64.powf(0.5), 2.5f64.round(), (-2.5f64).trunc(), 7.7f64.floor());
    println!("{} {} {:?}", 1.5f64.max(f64::NAN), f64::EPSILON, 1.0f64.partial_cmp(&2.0));
    println!("{:.4} {:.4} {}", std::f64::consts::PI.sin(), 1f64.exp().ln(), 3f64.hypot(4.0));
    println!("{:?} {:?}", 5.0f64.total_cmp(&3.0), (0.1f64 + 0.2).to_bits());
    println!("{}", 10u8.div_ceil(3));
}
