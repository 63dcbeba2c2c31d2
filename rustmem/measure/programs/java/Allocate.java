/** Allocates so many MiB in blocks of 1 KiB, of which the last 1024 stay in use. */
public class Allocate {
    public static void main(String[] arguments) {
        int blocks = 1024 * Integer.parseInt(arguments[0]);
        byte[][] kept = new byte[1024][];
        for (int i = 0; i < blocks; i++) {
            kept[i % 1024] = new byte[1024];
            kept[i % 1024][0] = (byte) i;
        }
        System.out.println("allocated " + arguments[0] + " MiB");
    }
}
