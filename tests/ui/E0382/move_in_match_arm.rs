enum Message { Text(String), Quit }
fn main() {
    let m = Message::Text("hi".to_string());
    match m {
        Message::Text(t) => println!("{}", t),
        Message::Quit => {}
    }
    if let Message::Text(t) = &m {  //~ ERROR E0382
        println!("{}", t);
    }
}
