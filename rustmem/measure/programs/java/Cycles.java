/** Makes so many pairs of objects that point to each other, each with 512 KiB, and forgets them. */
public class Cycles {
    static final class Node {
        final byte[] data = new byte[512 << 10];
        Node other;
    }

    public static void main(String[] arguments) {
        int pairs = Integer.parseInt(arguments[0]);
        long sum = 0;
        for (int i = 0; i < pairs; i++) {
            Node first = new Node(), second = new Node();
            first.other = second;
            second.other = first;
            sum += first.other.data.length + second.other.data.length;
        }
        System.out.println("made " + (sum >> 20) + " MiB of pairs");
    }
}
