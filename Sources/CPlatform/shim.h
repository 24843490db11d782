// What the modules of the C libraries leave out.
#ifdef __APPLE__
#include <crt_externs.h>
#include <mach-o/dyld.h>
#else
#include <signal.h>
#include <sys/epoll.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/socket.h>

// A GNU extension that the headers hide unless _GNU_SOURCE is set, which a module cannot rely on.
int accept4(int socket, struct sockaddr *address, socklen_t *length, int flags);
#endif
