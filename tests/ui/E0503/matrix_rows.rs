struct Matrix<const R: usize, const C: usize> { d: [[f64; C]; R] }
impl<const R: usize, const C: usize> Matrix<R, C> {
    fn rows(&mut self) -> impl Iterator<Item = &mut [f64; C]> { self.d.iter_mut() }
    fn scale(&mut self, k: f64) { for r in self.rows() { for x in r { *x *= k * self.d[0][0]; } } }  //~ ERROR E0503
}
fn main() { Matrix { d: [[1.0; 2]; 2] }.scale(2.0); }
