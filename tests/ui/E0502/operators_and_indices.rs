use std::ops::{AddAssign, Index, IndexMut, Mul};
#[derive(Clone, Debug)] struct M { d: Vec<f64>, w: usize }
impl Index<(usize, usize)> for M { type Output = f64; fn index(&self, (r, c): (usize, usize)) -> &f64 { &self.d[r * self.w + c] } }
impl IndexMut<(usize, usize)> for M { fn index_mut(&mut self, (r, c): (usize, usize)) -> &mut f64 { &mut self.d[r * self.w + c] } }
impl Mul for M { type Output = M; fn mul(self, o: M) -> M { let mut r = self.clone(); r[(0, 0)] = self[(0, 0)] * o[(0, 0)]; r } }
impl AddAssign<&M> for M { fn add_assign(&mut self, o: &M) { self[(0, 0)] += o[(0, 0)]; } }
fn main() { let mut a = M { d: vec![1.0], w: 1 }; let b = a.clone(); a += &a; let c = a * b; println!("{a:?}{c:?}"); let mut d = c; d[(0, 0)] += d[(0, 0)]; let e = &mut d[(0, 0)]; let f = &d[(0, 0)]; *e = *f; d += &d.clone(); }  //~ ERROR E0502 //~ ERROR E0382 //~ ERROR E0502
