"""Code suggestions that learn from every coding, on the coder's own machine.

`Suggester` (in `suggest.suggester`) is the face: it ranks the codes for a text, says why, and learns. It loads
scikit-learn where it is started, not where it is imported.
"""
