struct Matrix<const R: usize, const C: usize> { data: [[f64; C]; R] }
impl<const R: usize, const C: usize> Matrix<R, C> { fn zero() -> Self { Matrix { dat: [[0.0; C]; R] } } fn at(&self, r: usize, c: usize) -> f64 { self.data[r][c] } }  //~ ERROR E0560
fn main() { let m = Matrix::<2, 2>::zero(); m.at(1); m.rows; m[0]; m + m; m.at; m.at(1, 2, 3); }  //~ ERROR E0061  //~ ERROR E0061  //~ ERROR E0369  //~ ERROR E0608  //~ ERROR E0609  //~ ERROR E0615
