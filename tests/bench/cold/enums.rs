enum Command {
    Push(i64),
    Add,
    Print { times: u32 },
}

fn run(commands: &[Command]) -> Option<i64> {
    let mut stack: Vec<i64> = Vec::new();
    for command in commands {
        match command {
            Command::Push(number) => stack.push(*number),
            Command::Add => {
                let right = stack.pop()?;
                let left = stack.pop()?;
                stack.push(left + right);
            }
            Command::Print { times } => {
                for _ in 0..*times {
                    println!("{:?}", stack.last());
                }
            }
        }
    }
    stack.pop()
}

fn main() {
    let program = [Command::Push(2), Command::Push(3), Command::Add, Command::Print { times: 2 }];
    println!("{:?}", run(&program));
}
