fn sp<'x, T: ?Sized>(x: &'x mut T) -> (&'x mut T, &'x mut T) { todo!() }
struct It<'a> { v: &'a mut i32, w: &'a i32, z: S<'a> }
#[derive(Clone, Copy)] struct S<'a>(&'a i32);
fn sq<'x>(x: &'x i32) -> (S<'x>, S<'x>) { todo!() }
impl<'a> It<'a> {
    fn m1(&mut self) -> Option<&'a mut i32> { let (a, b) = sp(&mut *self.v); self.v = b; Some(a) }  //~ ERROR
    fn m2(&mut self) -> Option<&'a mut i32> { let (a, b) = sp(&mut *self.v); self.v = b; let a2 = a; Some(a2) }  //~ ERROR
    fn m3(&mut self) -> (S<'a>, i32) { let (a, b) = sq(&*self.v); self.z = b; let a2 = a; (a2, 1) }  //~ ERROR
    fn m4(&mut self) -> (S<'a>, i32) { let (a, b) = sq(&*self.v); self.z = b; let a2 = a; let a3 = a2; (a3, 1) }  //~ ERROR
    fn m5(&mut self) -> (S<'a>, i32) { let (a, b) = sq(&*self.v); self.z = b; (a, 1) }  //~ ERROR
    fn m6(&mut self) -> (S<'a>, i32) { let (a, b) = sq(&*self.v); *self = It { z: b, v: todo!(), w: todo!() }; (a, 1) }
    fn m7(self) -> (S<'a>, i32) { let mut s = self; let (a, b) = sq(&5); (a, 1) }
}
fn f1<'a, 'b>(z: &mut S<'a>, q: &'b i32) -> (S<'a>, i32) { let (a, b) = sq(q); *z = b; let a2 = a; (a2, 1) }  //~ ERROR
fn f2<'a, 'b>(mut z: S<'a>, q: &'b i32) -> (S<'a>, i32) { let (a, b) = sq(q); z = b; let a2 = a; (a2, 1) }  //~ ERROR
fn f3<'a, 'b>(mut z: S<'a>, q: &'b i32) -> (S<'a>, i32) { let (a, b) = sq(q); z = b; (a, 1) }  //~ ERROR
fn f4<'a, 'b>(mut z: &mut It<'a>, q: &'b i32) -> (S<'a>, i32) { let (a, b) = sq(q); z.z = b; let a2 = a; (a2, 1) }  //~ ERROR
fn f5<'a, 'b>(mut z: &mut It<'a>, q: &'b i32) -> (S<'a>, i32) { let (a, b) = sq(q); z.z = b; let a2 = a; let a3 = a2; (a3, 1) }  //~ ERROR
fn main() {}
