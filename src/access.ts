/** What a REST call does, and what a caller must be allowed to: a GET reads, a POST writes. */
export type Access = 'read' | 'write';
