/** The event of an ordinary message, which any gateway takes. */
export const ordinary = 'move';
