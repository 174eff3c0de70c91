/**
 * The local stack: the real servers that Sealstream works with, as child processes on loopback.
 *
 * <p>Each {@code *Server} class starts one server in a work folder of its own, returns when the
 * server answers, and stops it on {@code close}. {@link io.sealstream.local.LocalStack} starts all
 * of them. Nothing here is for production: no security, one node of each kind.
 */
@NullMarked
package io.sealstream.local;

import org.jspecify.annotations.NullMarked;
