/** Browsers ask their makers for their own updates and settings; that is not ours to stop, and not ours to count. */
export const BROWSERS_OWN = /(^|\.)(mozilla\.(org|com|net)|firefox\.com|google\.com|googleapis\.com|gvt1\.com)$/;
