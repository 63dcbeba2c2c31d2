fn mk() -> Vec<i32> { vec![1] }
fn id<'a>(a: &'a mut Vec<i32>, b: &'a Vec<i32>) -> &'a i32 { &b[a.len()] }
struct I<'a> { v: &'a mut Vec<i32> } impl<'a> I<'a> { fn get<'b>(&'b mut self) -> &'b mut Vec<i32> { self.v } }
fn main() { let mut b = Box::new(vec![1]); let r = &mut **b; let s = &b[0]; r[0] = *s; let mut i = I { v: &mut mk() }; let x = i.get(); let y = i.get(); x.push(y[0]); let a = &mut *i.v; let c = &*i.v; a.push(c[0]); id(&mut b, &b); }  //~ ERROR E0502 //~ ERROR E0499 //~ ERROR E0502 //~ ERROR E0502
