import java.util.ArrayList;
import java.util.List;

/** Puts so many blocks of 1 MiB into a static list, from which nothing is ever taken. */
public class StaticList {
    static final List<byte[]> KEPT = new ArrayList<>();

    public static void main(String[] arguments) {
        for (int i = 0; i < Integer.parseInt(arguments[0]); i++) KEPT.add(new byte[1 << 20]);
        System.out.println("kept " + KEPT.size() + " MiB");
    }
}
