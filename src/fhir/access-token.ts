// Access tokens as a header can carry them.

/** What a Bearer header can carry; anything else would break the header. @source RFC 6750, 2.1; what servers send is wider */
export function isAccessToken(text: string): boolean {
  return /^[\x21-\x7e]{1,16384}$/.test(text);
}
