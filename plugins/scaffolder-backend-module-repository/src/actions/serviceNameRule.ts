/**
 * The form of a service's name. It becomes part of Kubernetes names, which are DNS labels of at most
 * 63 characters (RFC 1123); 40 leaves room for suffixes such as `-redis-headless` and a pod's hash.
 */
export const serviceNameRule = {
  pattern: /^(?=.{1,40}$)[a-z]([-a-z0-9]*[a-z0-9])?$/,
  text: 'a name starts with a letter, ends with a letter or digit, holds only lower-case letters, digits and "-", and has at most 40 characters',
};
