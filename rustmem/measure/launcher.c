/* Runs a program and writes what it cost: launch REPORT PROGRAM [ARGUMENT...]

   A child inherits its parent's resident set at exec as the start of its own high-water mark (ru_maxrss). This parent is
   linked statically and touches next to nothing, so that the mark is the program's own; and LD_PRELOAD, which the
   program is to see, has no effect on a static program.

   REPORT receives one line: user and system time in microseconds, the high-water mark in KiB, minor and major page
   faults, voluntary and involuntary context switches, the exit code (128 + the signal's number after a signal). */
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static long long microseconds(struct timeval t) {
    return t.tv_sec * 1000000LL + t.tv_usec;
}

int main(int argc, char **argv) {
    if (argc < 3)
        return 125;
    int report = open(argv[1], O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (report < 0)
        return 125;
    pid_t child = fork();
    if (child < 0)
        return 125;
    if (child == 0) {
        execvp(argv[2], argv + 2);
        _exit(127);
    }
    int status;
    struct rusage used;
    if (wait4(child, &status, 0, &used) != child)
        return 125;
    int code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    dprintf(report, "%lld %lld %ld %ld %ld %ld %ld %d\n", microseconds(used.ru_utime), microseconds(used.ru_stime),
            used.ru_maxrss, used.ru_minflt, used.ru_majflt, used.ru_nvcsw, used.ru_nivcsw, code);
    return code;
}
