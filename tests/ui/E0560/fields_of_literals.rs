enum Shape { Circle { r: f64 }, Sq { side: f64, name: String } }
struct Cfg { width: u32, height: u32 }
fn main() {
    let a = Shape::Circle { radius: 1.0 };  //~ ERROR E0559
    let b = Shape::Sq { sid: 1.0, name: String::new() };  //~ ERROR E0559
    let c = Cfg { widht: 1, height: 2 };  //~ ERROR E0560
    let d = Cfg { width: 1, height: 2, depth: 3 };  //~ ERROR E0560
    let e = Cfg { w: 1, h: 2 };  //~ ERROR E0560  //~ ERROR E0560
    let f = Shape::Circle { r: 1.0, x: 2, y: 3 };  //~ ERROR E0559  //~ ERROR E0559
}
