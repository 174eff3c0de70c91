/** The whole pipeline, started, fed and counted by one command. */
@NullMarked
package io.sealstream.cli.demo;

import org.jspecify.annotations.NullMarked;
