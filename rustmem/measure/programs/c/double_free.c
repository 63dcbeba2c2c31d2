/* One block, freed twice. */
#include <stdio.h>
#include <stdlib.h>

int main(void) {
    char *block = malloc(100);
    char *other = block;
    free(block);
    free(other);
    puts("done");
}
