struct It<'a> { v: &'a mut [i32] }
impl<'a> It<'a> {
    fn n1(&mut self) -> Option<&'a mut i32> { let (a, b) = self.v.split_first_mut()?; self.v = b; let a2 = a; Some(a2) }  //~ ERROR
    fn n2(&mut self) -> Option<&'a mut i32> { let (a, b) = self.v.split_first_mut()?; self.v = b; let a2: &mut i32 = a; Some(a2) }  //~ ERROR
    fn n3(&mut self) -> &'a mut i32 { let (a, b) = self.v.split_first_mut().unwrap(); self.v = b; a }  //~ ERROR
    fn n4(&mut self) -> &'a mut i32 { let (a, b) = self.v.split_first_mut().unwrap(); self.v = b; let a2 = a; a2 }  //~ ERROR
    fn n5(&mut self) -> (&'a mut i32, u8) { let (a, b) = self.v.split_first_mut().unwrap(); self.v = b; (a, 1) }  //~ ERROR
    fn n6(&mut self) -> (&'a mut i32, u8) { let (a, b) = self.v.split_first_mut().unwrap(); self.v = b; let a2 = a; (a2, 1) }  //~ ERROR
    fn n7(&mut self) -> Option<&'a mut i32> { let (a, b) = self.v.split_first_mut()?; self.v = b; let a2 = a; let a3 = a2; Some(a3) }  //~ ERROR
}
fn main() {}
