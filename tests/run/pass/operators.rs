use std::ops::{Add, Index, IndexMut, Mul, Neg, Sub, AddAssign};
#[derive(Debug, Clone, Copy, PartialEq)]
struct M2 { d: [[i32; 2]; 2] }
impl Add for M2 { type Output = M2; fn add(self, o: M2) -> M2 { let mut r = self; for i in 0..2 { for j in 0..2 { r.d[i][j] += o.d[i][j]; } } r } }
impl Sub for M2 { type Output = M2; fn sub(self, o: M2) -> M2 { self + -o } }
impl Neg for M2 { type Output = M2; fn neg(self) -> M2 { M2 { d: self.d.map(|r| r.map(|x| -x)) } } }
impl Mul for M2 { type Output = M2; fn mul(self, o: M2) -> M2 {
    let mut d = [[0; 2]; 2];
    for (i, row) in d.iter_mut().enumerate() { for (j, c) in row.iter_mut().enumerate() { *c = (0..2).map(|k| self.d[i][k] * o.d[k][j]).sum(); } }
    M2 { d }
} }
impl Mul<i32> for M2 { type Output = M2; fn mul(self, k: i32) -> M2 { M2 { d: self.d.map(|r| r.map(|x| x * k)) } } }
impl Mul<M2> for i32 { type Output = M2; fn mul(self, m: M2) -> M2 { m * self } }
impl Index<(usize, usize)> for M2 { type Output = i32; fn index(&self, (i, j): (usize, usize)) -> &i32 { &self.d[i][j] } }
impl IndexMut<(usize, usize)> for M2 { fn index_mut(&mut self, (i, j): (usize, usize)) -> &mut i32 { &mut self.d[i][j] } }
impl AddAssign<i32> for M2 { fn add_assign(&mut self, k: i32) { self.d.iter_mut().flatten().for_each(|x| *x += k); } }
fn main() {
    let a = M2 { d: [[1, 2], [3, 4]] };
    let b = M2 { d: [[0, 1], [1, 0]] };
    println!("{:?} {:?} {:?}", a + b, a - b, a * b);
    let mut c = 3 * a * 2;
    c[(0, 1)] = 7;
    c += 1;
    println!("{} {:?}", c[(0, 1)], c);
    assert_eq!(-(-a), a);
}
