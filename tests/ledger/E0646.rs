fn main()
where
    (): Copy,
{
}
