@NullMarked
package io.sealstream.cli.jobs;

import org.jspecify.annotations.NullMarked;
