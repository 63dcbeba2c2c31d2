struct Game { players: Vec<String>, score: usize }
impl Game {
    fn all(&mut self) {
        for p in &self.players {
            self.score += p.len();
        }
    }
}
fn main() { Game { players: vec![], score: 0 }.all(); }
