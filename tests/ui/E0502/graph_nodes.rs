struct Graph { nodes: Vec<Vec<usize>>, seen: Vec<bool> }
impl Graph {
    fn dfs(&mut self, n: usize) {
        self.seen[n] = true;
        for &m in &self.nodes[n] {
            if !self.seen[m] { self.dfs(m); }  //~ ERROR E0502
        }
    }
}
fn main() { Graph { nodes: vec![vec![]], seen: vec![false] }.dfs(0); }
