#[derive(Debug)]
struct Order {
    item: &'static str,
    price: u32,
}

fn discount(percent: u32) -> impl Fn(u32) -> u32 {
    move |price| price - price * percent / 100
}

fn total<F>(orders: &[Order], price: F) -> u32
where
    F: Fn(u32) -> u32,
{
    orders.iter().map(|order| price(order.price)).sum()
}

fn main() {
    let mut orders = vec![
        Order { item: "lamp", price: 40 },
        Order { item: "desk", price: 200 },
        Order { item: "pen", price: 2 },
    ];
    orders.sort_by_key(|order| order.price);
    let dear: Vec<&str> = orders.iter().filter(|o| o.price > 10).map(|o| o.item).collect();
    println!("{dear:?}");
    println!("{}", total(&orders, discount(10)));
    println!("{}", total(&orders, |price| price));
    println!("{orders:?}");
}
