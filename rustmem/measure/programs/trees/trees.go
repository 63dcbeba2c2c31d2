// Binary trees: one long-lived tree, many short-lived ones.
package main

import (
	"fmt"
	"os"
	"strconv"
)

type tree struct{ left, right *tree }

func build(depth int) *tree {
	if depth == 0 {
		return &tree{}
	}
	return &tree{build(depth - 1), build(depth - 1)}
}

func count(t *tree) int64 {
	if t.left == nil {
		return 1
	}
	return 1 + count(t.left) + count(t.right)
}

func main() {
	depth, _ := strconv.Atoi(os.Args[1])
	fmt.Println("stretch", depth+1, "nodes", count(build(depth+1)))
	long := build(depth)
	for d := 4; d <= depth; d += 2 {
		trees, nodes := int64(1)<<(depth-d+4), int64(0)
		for i := int64(0); i < trees; i++ {
			nodes += count(build(d))
		}
		fmt.Println("trees", trees, "depth", d, "nodes", nodes)
	}
	fmt.Println("long", depth, "nodes", count(long))
}
