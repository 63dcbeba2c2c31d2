fn main() {
    'rows: for r in 0..3 { for c in 0..3 { if c == 1 { continue 'row; } if r == 2 { break 'cols; } } }  //~ ERROR E0426  //~ ERROR E0426
    let x = 'blk: { if true { break 'blk 1; } 2 };
    let y = loop { break 'done 3; };  //~ ERROR E0426
    while let Some(_) = None::<i32> { break 'rows; }  //~ ERROR E0426
    println!("{x}");
}
