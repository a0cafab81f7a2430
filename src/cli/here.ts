/** A listener on every address, as in a container, is called by that of this machine: browsers refuse to open `0.0.0.0`. */
export const here = (url: string): string => url.replace(/\/\/(0\.0\.0\.0|\[::\])(?=:|$)/, '//127.0.0.1');
