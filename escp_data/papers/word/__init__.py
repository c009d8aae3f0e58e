"""An accessible Word document, plainly: what python-docx lacks stands here and nowhere else."""
