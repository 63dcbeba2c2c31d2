fn main() {
    let r = while true {
        break 3;
    };
}
