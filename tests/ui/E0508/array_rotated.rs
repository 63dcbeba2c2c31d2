fn rotate(a: &mut [String; 3]) {
    let first = a[0];  //~ ERROR E0508
    a[0] = a[1];  //~ ERROR E0508
    a[1] = a[2].clone();
    a[2] = first;
}
fn rotate2(a: &mut [String; 3]) { let [x, y, z] = a; std::mem::swap(x, y); std::mem::swap(y, z); }
fn rotate3(a: [String; 3]) -> [String; 3] { let [x, y, z] = a; [y, z, x] }
fn main() { let mut a = [String::new(), String::new(), String::new()]; rotate(&mut a); rotate2(&mut a); rotate3(a); println!("{}", a[0]); }  //~ ERROR E0382
