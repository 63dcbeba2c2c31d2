/** Binary trees: one long-lived tree, many short-lived ones. */
public class Trees {
    static final class Tree {
        final Tree left, right;

        Tree(Tree left, Tree right) {
            this.left = left;
            this.right = right;
        }
    }

    static Tree build(int depth) {
        return depth == 0 ? new Tree(null, null) : new Tree(build(depth - 1), build(depth - 1));
    }

    static long count(Tree tree) {
        return 1 + (tree.left == null ? 0 : count(tree.left)) + (tree.right == null ? 0 : count(tree.right));
    }

    public static void main(String[] arguments) {
        int depth = Integer.parseInt(arguments[0]);
        System.out.println("stretch " + (depth + 1) + " nodes " + count(build(depth + 1)));
        Tree kept = build(depth);
        for (int d = 4; d <= depth; d += 2) {
            long trees = 1L << (depth - d + 4), nodes = 0;
            for (long i = 0; i < trees; i++) nodes += count(build(d));
            System.out.println("trees " + trees + " depth " + d + " nodes " + nodes);
        }
        System.out.println("long " + depth + " nodes " + count(kept));
    }
}
