fn turn<G>(g: &G)
where
    G: Fn(&G),
{
    g(g);
}
fn main() {
    turn(&|_other| {});
}
