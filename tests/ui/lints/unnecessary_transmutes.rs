use std::mem::transmute;
fn main() {
    unsafe {
        let a: u32 = transmute([1u8, 2, 3, 4]);
        let b: [u8; 4] = transmute(a);
        let c: f32 = transmute(a);
        let d: u32 = transmute(c);
        let e: i32 = transmute(a);
        let f: u32 = transmute(e);
        let g: u32 = transmute('a');
        let h: char = transmute(65u32);
        let i: u8 = transmute(true);
        let j: bool = transmute(1u8);
        let k = std::mem::transmute::<i32, f32>(e);
        let l = std::mem::transmute::<f64, i64>(1.0);
        let m = std::mem::transmute::<f64, usize>(1.0);
        let n = std::mem::transmute::<usize, f64>(1);
        let o = std::mem::transmute::<char, i32>('a');
        let p = std::mem::transmute::<i32, char>(65);
        let q = std::mem::transmute::<[u8; 8], f64>([0; 8]);
        println!("{a} {b:?} {c} {d} {e} {f} {g} {h} {i} {j} {k} {l} {m} {n} {o} {p} {q}");
    }
}
