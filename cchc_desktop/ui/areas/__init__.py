"""The pages of the reform areas: targets and tasks, figures, remarks."""
