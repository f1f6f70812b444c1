// @ts-check
/** The page of a test, while it is on its way: looks again each second. Without scripts a link does the same. */
const AFTER = 1000; // ms

setTimeout(() => location.reload(), AFTER);
