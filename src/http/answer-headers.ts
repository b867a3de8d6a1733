/** Tell browsers to make nothing else of an answer than what it is. */
export const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  // An answer holds one caller's data, and is none that a page is made of. The page of GraphiQL has its own.
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

/** Where a router in front tells the id under which it knows the request, and where ours goes back. */
export const REQUEST_ID_HEADER = 'x-request-id';
