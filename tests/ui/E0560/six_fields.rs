struct Config { width: u32, height: u32, title: String, visible: bool, depth: u32, color: u8 }
fn main() {
    let c = Config {
        widht: 1,  //~ ERROR E0560
        height: 2,
        title: String::new(),
    };
    let d = Config {
        backgroud: 1,  //~ ERROR E0560
        ..c
    };
}
