"""themecode: code interviews and open survey answers, and report counts that can be checked."""

from themecode.core.errors import ThemecodeError
from themecode.usecases.study import Study

__all__ = ["Study", "ThemecodeError", "__version__"]
__version__ = "0.1.0"
