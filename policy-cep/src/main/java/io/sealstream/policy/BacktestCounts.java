package io.sealstream.policy;

/**
 * What a backtest did besides deciding.
 *
 * @param events how many events it saw
 * @param unreadable of these, those whose original is no JSON object: only rules over the event's
 *     own fields saw them
 * @param hits how often an event hit a rule of a policy over several events, by group
 * @param late of these, the ones behind the watermark that were used all the same
 * @param tooLate of these, the ones behind the watermark that the job would drop, and that were
 * @param lost what limits of state took away: hits, begun matches, groups and values
 */
public record BacktestCounts(
    long events, long unreadable, long hits, long late, long tooLate, long lost) {}
