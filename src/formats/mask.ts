/** What stands in place of a value that is not shown, because it may be personal data. */
export const MASK = '•••';
